// One chunk: whoever is signed in needs all of these at once.
export { Shell } from './shell/shell.js';
export { TicketPage } from './tickets/ticket-page.js';
export { NoTicket, TicketsPage } from './tickets/tickets-page.js';
