#!/usr/bin/env node
// Plain JavaScript, because any Node must be able to read it: it finds a Node that runs TypeScript
// and hands over to src/app/cli.ts. npm puts the pinned Node first on PATH; a direct call does not.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import module from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const oldestMajor = 24;
const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));

if (Number.parseInt(process.versions.node, 10) >= oldestMajor) {
  // Read and compiled once, not at every start; where the folder cannot be written, every time as before.
  module.enableCompileCache(join(packageFolder, 'node_modules', '.cache', 'enlace'));
  await import('../src/app/cli.ts');
} else {
  runWithPinnedNode();
}

function runWithPinnedNode() {
  const node = findPinnedNode(packageFolder);
  if (node === undefined) {
    console.error(
      `Enlace needs Node.js ${oldestMajor} or newer; this is ${process.versions.node}. ` +
        `Run "npm ci" in the Enlace folder, or install Node.js ${oldestMajor}.\n` +
        `Enlace necesita Node.js ${oldestMajor} o posterior; esta es la versión ${process.versions.node}. ` +
        `Ejecute "npm ci" en la carpeta de Enlace o instale Node.js ${oldestMajor}.`,
    );
    process.exitCode = 2;
    return;
  }
  passThrough(spawn(node, process.argv.slice(1), { stdio: 'inherit' }));
}

/** The Node that npm installed (package node-linux-*), in this folder's node_modules or an outer one. */
function findPinnedNode(folder) {
  const candidate = join(folder, 'node_modules', '.bin', 'node');
  if (existsSync(candidate)) return candidate;
  const parent = dirname(folder);
  return parent === folder ? undefined : findPinnedNode(parent);
}

function passThrough(child) {
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to parent and child alike: passing it on would count as a second one.
      const fromTerminal = process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT');
      if (!fromTerminal) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exit(signal === null ? code : 128 + constants.signals[signal]);
  });
}
