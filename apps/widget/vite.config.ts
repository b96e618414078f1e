import { defineConfig, type EnvironmentOptions, type Rolldown } from 'vite';
import { npmPackage } from './npm/npm-package.js';

const NPM_NAMES = { entryFileNames: 'npm/[name].js', chunkFileNames: 'npm/[name].js' };

/**
 * In one folder: `widget.js`, the loader that a site includes (a plain script, no module); `stage.js`, what it loads onto the site's page
 * when the chat is first wanted; the panel, the page of the frame; and the panel once more for the console's preview. The panels' names
 * carry their content's hash. In `npm/`: loader and stage as the package `@otklik/widget`.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: '/widget-assets/',
  publicDir: 'public',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { outDir: '../../dist/apps/widget', target: 'es2022', reportCompressedSize: false },
  environments: {
    client: {
      build: {
        emptyOutDir: true,
        manifest: 'panel.json',
        modulePreload: false,
        rolldownOptions: {
          input: 'src/panel/main.tsx',
          output: { entryFileNames: 'panel-[hash].js', assetFileNames: 'panel-[hash][extname]' },
        },
      },
    },
    preview: {
      consumer: 'client',
      build: {
        emptyOutDir: false,
        copyPublicDir: false,
        manifest: 'preview.json',
        modulePreload: false,
        rolldownOptions: {
          input: 'src/panel/preview.tsx',
          output: { entryFileNames: 'preview-[hash].js', assetFileNames: 'preview-[hash][extname]' },
        },
      },
    },
    stage: onSites({ input: { stage: 'src/loader/stage.ts' }, preserveEntrySignatures: 'strict', output: { entryFileNames: 'stage.js' } }),
    npm: onSites({ input: { index: 'src/loader/npm.ts' }, preserveEntrySignatures: 'strict', output: NPM_NAMES }, [npmPackage()]),
    // Last: its file tells that all was built.
    loader: onSites({ input: 'src/loader/main.ts', output: { format: 'iife', entryFileNames: 'widget.js' } }),
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'preview', 'stage', 'npm', 'loader']) await builder.build(builder.environments[name]!);
    },
  },
});

/** What runs on sites' pages. */
function onSites(rolldownOptions: Rolldown.RolldownOptions, plugins: Rolldown.RolldownPluginOption = []): EnvironmentOptions {
  return {
    consumer: 'client',
    build: { emptyOutDir: false, copyPublicDir: false, modulePreload: false, rolldownOptions: { ...rolldownOptions, plugins } },
  };
}
