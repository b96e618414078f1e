import { defineConfig } from 'vite';

/**
 * Two bundles in one folder: `widget.js`, the loader that a site includes (a plain script, no module), and the panel, the
 * page of the frame, under names that carry their content's hash.
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
    loader: {
      consumer: 'client',
      build: {
        emptyOutDir: false,
        copyPublicDir: false,
        rolldownOptions: {
          input: 'src/loader/main.ts',
          output: { format: 'iife', entryFileNames: 'widget.js' },
        },
      },
    },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'loader']) await builder.build(builder.environments[name]!);
    },
  },
});
