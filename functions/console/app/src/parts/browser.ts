const browsers: [RegExp, string][] = [
  [/\bEdg/, 'Edge'], [/\bOPR\//, 'Opera'], [/\bFirefox\//, 'Firefox'], [/\bFxiOS\//, 'Firefox'], [/\bCriOS\//, 'Chrome'], [/\bChrome\//, 'Chrome'], [/\bSafari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X/, 'Mac'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux'],
];

/** What a browser says it is, in words that people know: "Firefox on Windows". Anything may be claimed. */
export function browserOf(agent = '') {
  const find = (among: [RegExp, string][]) => among.find(([looks]) => looks.test(agent))?.[1];
  const [browser, system] = [find(browsers), find(systems)];
  if (browser) return system ? `${browser} on ${system}` : browser;
  return agent ? agent.slice(0, 60) : 'A client that does not say what it is';
}

/** Whether it says that it is on a phone. */
export function onPhone(agent = '') {
  return /iPhone|Android.*Mobile/.test(agent);
}
