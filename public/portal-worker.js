// Keeps the page of the portal and its scripts, so that it opens without a connection. What the server
// tells of a patient (/api) never passes through here and is never kept.

const shellName = 'enlace-portal-shell';
const page = '/portal';

async function keepShell(response) {
  const cache = await caches.open(shellName);
  const text = await response.clone().text();
  const kept = await cache.match(page);
  if (kept !== undefined && (await kept.text()) === text) return;
  const named = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => file);
  // Twice the same is refused.
  const files = [...new Set(named)];
  // The page last: it is never there without its scripts.
  await cache.addAll(files);
  await cache.put(page, response);
  const wanted = new Set([page, ...files]);
  for (const request of await cache.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  }
}

async function openPage(request) {
  try {
    const response = await fetch(request);
    if (response.ok) await keepShell(response.clone()).catch(() => undefined);
    return response;
  } catch (error) {
    const kept = await caches.match(page);
    if (kept === undefined) throw error;
    return kept;
  }
}

async function install() {
  await keepShell(await fetch(page, { cache: 'no-cache' }));
  await self.skipWaiting();
}

self.addEventListener('install', (event) => event.waitUntil(install()));

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && pathname === page) {
    event.respondWith(openPage(request));
  } else if (!pathname.startsWith('/api/')) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  }
});
