/** Finds the browser of the journeys: CHROMIUM=… if set, else the one that npm delivered. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { arch } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Browser {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

// Not the package's own list: it switches off web security and runs everything in one process, and
// the journeys must meet the content policy and the isolation that a user's browser has.
const args = ['--no-sandbox', '--disable-webgl', '--font-render-hinting=none', '--disable-quic'];

// The package's own file names folders of AWS Lambda. Without a font, text has no height, and axe then
// finds no contrast to complain of. Open Sans comes with the browser; the system's fonts only fill in
// signs that it lacks.
const fontConfiguration = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts/cache</cachedir>
  <match>
    <edit name="family" mode="append_last"><string>Open Sans</string></edit>
  </match>
  <alias binding="strong"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="strong"><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;

export async function findBrowser(): Promise<Browser> {
  const own = process.env['CHROMIUM'];
  if (own !== undefined && own !== '') {
    if (!existsSync(own))
      throw new Error(`CHROMIUM=${own} does not exist. Unset it or correct it.`);
    return { executablePath: own, args, env: inheritedEnvironment() };
  }
  if (process.platform !== 'linux' || arch() !== 'x64') {
    throw new Error(
      'The browser from npm runs on 64-bit Linux only. Install Chromium or Chrome and set CHROMIUM to its path.',
    );
  }
  const folder = await unpack();
  return {
    executablePath: join(folder, 'chromium'),
    args,
    // Its own libraries and fonts first: the same pixels on every machine, and nothing to install.
    env: {
      ...inheritedEnvironment(),
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  };
}

/** Unpacks once into node_modules/.cache; the rename makes a half-written browser impossible. */
async function unpack(): Promise<string> {
  const { default: chromium, inflate } = await import('@sparticuz/chromium');
  const packageFolder = join(
    dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))),
    '..',
  );
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(packageFolder, '..', '..', '.cache', `enlace-browser-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(dirname(folder), { recursive: true });
  const fresh = await mkdtemp(`${folder}-`);
  // The package unpacks into TMPDIR and takes whatever "chromium" already lies there for its own.
  const temporaryFolder = process.env['TMPDIR'];
  process.env['TMPDIR'] = fresh;
  try {
    await chromium.executablePath();
    await inflate(join(packageFolder, 'bin', 'al2023.tar.br'));
    await writeFile(join(fresh, 'fonts', 'fonts.conf'), fontConfiguration(folder));
  } finally {
    if (temporaryFolder === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = temporaryFolder;
  }
  try {
    await rename(fresh, folder);
  } catch (error) {
    await rm(fresh, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

function inheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}
