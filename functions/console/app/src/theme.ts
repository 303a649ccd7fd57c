import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import controls from './controls.module.css';

const pine: MantineColorsTuple = [
  '#edf7f3', '#d8ece4', '#b0d8c8', '#83c2a9', '#5daf8f', '#3f9d7b', '#2a8868', '#1b7356', '#145c45', '#0d4534',
];
const brass: MantineColorsTuple = [
  '#fdf6e7', '#f7e9c9', '#eed294', '#e5ba5c', '#dca632', '#c98f14', '#a8760b', '#8a5f06', '#6d4a04', '#523603',
];
const dark: MantineColorsTuple = [
  '#e4e9e6', '#c6cfca', '#aab5af', '#8b9790', '#5c6862', '#3c4641', '#2b332f', '#212825', '#1a201d', '#111614',
];

/** Colours, sizes and the habits of controls. */
export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: 7,
  colors: { pine, brass, dark },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  headings: { fontWeight: '650' },
  components: {
    Button: { defaultProps: { size: 'md' }, classNames: { root: controls.button, label: controls.label } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    Anchor: { defaultProps: { underline: 'always' } },
    Checkbox: { defaultProps: { size: 'md' } },
    Select: { defaultProps: { size: 'md' } },
  },
});

/** What Mantine has no word for, and greys that can be read: at least 4.5:1 on their ground. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#56605b',
    '--mantine-color-error': '#b3261e',
    '--vk-page': '#f6f5f1',
    '--vk-red-ground': '#fdeceb',
    '--vk-card': '#ffffff',
    '--vk-sunk': '#f1efe9',
    '--vk-line': '#e2dfd6',
    '--vk-brass': '#8a5f06',
    '--vk-brass-ground': '#fbf1da',
    '--vk-pine': '#145c45',
    '--vk-pine-ground': '#e3f2ec',
  },
  dark: {
    '--mantine-color-dimmed': '#aab5af',
    '--mantine-color-error': '#ff9a92',
    '--vk-page': '#141917',
    '--vk-red-ground': '#3d1f1d',
    '--vk-card': '#1c2320',
    '--vk-sunk': '#232b27',
    '--vk-line': '#323c37',
    '--vk-brass': '#eebf5c',
    '--vk-brass-ground': '#392d12',
    '--vk-pine': '#83c2a9',
    '--vk-pine-ground': '#17362b',
  },
});
