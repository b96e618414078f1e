// Mantine's styles, one sheet a component that the console uses: the whole sheet is three times as large.
import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
