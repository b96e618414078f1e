import { defineConfig } from 'vite';

/** The panel with a handle: specs draw it in states that are hard to come by. */
export default defineConfig({
  root: `${import.meta.dirname}/..`,
  publicDir: false,
  logLevel: 'error',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    emptyOutDir: true,
    modulePreload: false,
    rolldownOptions: {
      input: 'test/stage.tsx',
      output: { entryFileNames: 'stage.js', assetFileNames: 'stage[extname]' },
    },
  },
});
