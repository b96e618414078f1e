import path from 'node:path';
import react from '@vitejs/plugin-react';
import postcssPresetMantine from 'postcss-preset-mantine';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

/** Of Mantine, what the first page shows: not its fields of choice, and not its dialogs. */
function isEarlyMantine(module: string): boolean {
  const late =
    /\/components\/(Combobox|\w*Select|OptionsDropdown|TagsInput|Pill\w*|Modal\w*|Drawer|Overlay|Switch|InlineInput|\w*Number\w*|PasswordInput|SegmentedControl|FloatingIndicator|ScrollArea|Checkbox|Radio|List|Rating|Color\w*|Notification)\//;
  return /node_modules\/@mantine\/(core|hooks)\//.test(module) && !late.test(module);
}

export default defineConfig({
  root,
  plugins: [react()],
  css: { postcss: { plugins: [postcssPresetMantine()] } },
  build: {
    outDir: path.resolve(root, '../../dist/apps/console'),
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    // The policy allows no data: URLs for images and fonts.
    assetsInlineLimit: 0,
    // Preloading is left to the browser: the polyfill is an inline script, which the policy forbids.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What every page needs is one file, and not a hundred little ones.
            {
              name: 'kit',
              test: /node_modules\/(react|react-dom|scheduler|@tanstack|i18next|react-i18next|zod|openapi-fetch|@floating-ui)\//,
              priority: 2,
            },
            // Without its styles: they would come before Mantine's, which they change.
            {
              name: 'desk',
              test: /\/console\/src\/(api|keyboard|people|session|tickets|timeline|words)\/.*\.tsx?$|@tabler/,
              minShareCount: 2,
              priority: 1,
            },
            { name: 'mantine', test: isEarlyMantine, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } },
  },
});
