import { MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { takeToken } from './api/link';
import { problemOf } from './api/problem';
import { end } from './api/session';
import { App } from './app';
import './styles';
import { theme, variables } from './theme';

takeToken();

// A tab from before a deploy asks for files that are gone: it loads itself again, once.
window.addEventListener('vite:preloadError', () => {
  if (window.sessionStorage.getItem('valetkey.reloaded') === window.location.href) return;
  window.sessionStorage.setItem('valetkey.reloaded', window.location.href);
  window.location.reload();
});

function unauthenticated(thrown: unknown) {
  if (problemOf(thrown).status === 401) end(queries);
}

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: unauthenticated }),
  mutationCache: new MutationCache({
    onError: (thrown, _variables, _context, _recipe, mutation) => {
      if (!mutation.meta?.unauthenticatedIsAnAnswer) unauthenticated(thrown);
    },
  }),
  defaultOptions: {
    // Offline, ask anyway and say what came of it: nothing is sent later behind anybody's back.
    queries: {
      networkMode: 'always',
      staleTime: 10_000,
      retry: (failures, thrown) => {
        const { status } = problemOf(thrown);
        return failures < 2 && (status === 0 || status === 503);
      },
    },
    // What was sent, passwords among it, is forgotten as soon as its form is gone.
    mutations: { networkMode: 'always', retry: false, gcTime: 0 },
  },
});

function nonce() {
  return document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto" getStyleNonce={nonce}>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
