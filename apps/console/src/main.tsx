import './look/mantine.js';
import './look/look.css';
import './look/style-nonce.js';
import { createRoot } from 'react-dom/client';
import * as z from 'zod/mini';
import { App } from './app.js';
import { fetchToasts } from './look/toast.js';
import { firstLanguage, storedLanguage } from './words/language.js';
import { startWords } from './words/words.js';

// The policy allows no code made of text: zod must not try.
z.config({ jitless: true });

await startWords(firstLanguage(storedLanguage(), navigator.languages));
createRoot(document.getElementById('root') as HTMLElement).render(<App />);
fetchToasts();
