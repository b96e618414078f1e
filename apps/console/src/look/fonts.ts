/** The system's own letters: nothing is fetched, and Cyrillic looks as everywhere else on the machine. */
export const FONTS =
  '"Segoe UI Variable Text", "Segoe UI", -apple-system, BlinkMacSystemFont, Roboto, Inter, "Noto Sans", Cantarell, Ubuntu, "Liberation Sans", "DejaVu Sans Condensed", system-ui, sans-serif';
