import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { Plugin } from 'vite';

const WIDGET = path.join(import.meta.dirname, '..');
const ROOT = path.join(WIDGET, '../..');
const COMPILER = { target: ts.ScriptTarget.ES2022, strict: true, isolatedDeclarations: true };

/** What makes a package of the bundle in `npm/`: its description, types and licence. */
export function npmPackage(): Plugin {
  return {
    name: 'npm-package',
    generateBundle() {
      const emit = (fileName: string, source: string): void => void this.emitFile({ type: 'asset', fileName: `npm/${fileName}`, source });
      emit('package.json', JSON.stringify(description(), null, 2));
      emit('README.md', readFileSync(path.join(WIDGET, 'npm/README.md'), 'utf8'));
      emit('LICENSE', readFileSync(path.join(ROOT, 'LICENSE'), 'utf8'));
      emit('index.d.ts', typesOf('npm.ts'));
      emit('api.d.ts', typesOf('api.ts'));
    },
  };
}

function description(): object {
  const { version, license } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string; license: string };
  return {
    name: '@otklik/widget',
    version,
    description: "Otklik's web chat on your site",
    license,
    type: 'module',
    // A site's bundler leaves the stage in a file of its own; nothing happens by importing alone.
    sideEffects: false,
    exports: { '.': { types: './index.d.ts', default: './index.js' } },
    files: ['*.js', '*.d.ts'],
  };
}

/** Both files say the types of all that they export: each has its declarations by itself. */
function typesOf(file: string): string {
  const fileName = path.join(WIDGET, 'src/loader', file);
  return ts.transpileDeclaration(readFileSync(fileName, 'utf8'), { fileName, compilerOptions: COMPILER }).outputText;
}
