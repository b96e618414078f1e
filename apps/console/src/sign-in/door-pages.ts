// One chunk: the pages before one is signed in.
export { LinkPage } from './link-page.js';
export { SignInPage } from './sign-in-page.js';
