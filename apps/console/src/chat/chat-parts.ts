export { ChatContent } from './chat-content.js';
export { ChatTools } from './chat-tools.js';
