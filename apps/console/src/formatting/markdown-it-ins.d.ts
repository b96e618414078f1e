declare module 'markdown-it-ins' {
  import type { PluginSimple } from 'markdown-it';

  /** `++text++` is underlined. */
  const ins: PluginSimple;
  export default ins;
}
