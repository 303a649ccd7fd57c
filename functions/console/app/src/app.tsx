import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Broken } from './parts/broken';
import { Frame } from './parts/frame';
import { Loading } from './parts/states';
import Request from './pages/request/page'; // with the rest: one wait less for whoever opens the mailed link of a request

const Closed = lazy(() => import('./pages/closed/page'));
const Confirm = lazy(() => import('./pages/confirm/page'));
const Forgot = lazy(() => import('./pages/forgot/page'));
const Invitation = lazy(() => import('./pages/invitation/page'));
const SignUp = lazy(() => import('./pages/signup/page'));
const Inside = lazy(() => import('./inside'));

/** Every address of the web client. Those that mailed links open stand here: whoever opens one loads nothing of the others. */
export function App() {
  return (
    <Frame>
      <Broken>
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/sign-up"><SignUp /></Route>
            <Route path="/confirm"><Confirm /></Route>
            <Route path="/invitation"><Invitation /></Route>
            <Route path="/request"><Request /></Route>
            <Route path="/forgot"><Forgot /></Route>
            <Route path="/closed"><Closed /></Route>
            <Route><Inside /></Route>
          </Switch>
        </Suspense>
      </Broken>
    </Frame>
  );
}
