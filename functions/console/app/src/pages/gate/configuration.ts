import nginx from '../../../../../../infra/proxy/nginx.conf?raw';

/** The very configuration that is tested, with what is known of it put in. */
export function filled(host: string, key?: string) {
  const [name = '', port = '443'] = host.startsWith('[') ? [host] : host.split(':');
  return nginx
    .replaceAll('valetkey.example', window.location.host)
    .replaceAll('https://wiki.example', `https://${host}`)
    .replaceAll('wiki.example', name)
    .replaceAll('listen 443 ssl', `listen ${port} ssl`)
    .replaceAll('"GATE_KEY"', `"${key ?? 'GATE_KEY'}"`);
}
