import { route } from '../route.js';
import { LinkInfo, MadeLink, MakeLink, Session, SignIn, TakeLink } from '../session.js';

/** Signing in, and one-time links. */
export const SESSION_ROUTES = {
  signIn: route({
    id: 'signIn',
    method: 'POST',
    path: '/session',
    access: 'anyone',
    summary: 'Sign in',
    body: SignIn,
    status: 200,
    answer: Session,
    errors: ['wrong-password', 'too-many-attempts'],
  }),
  getSession: route({
    id: 'getSession',
    method: 'GET',
    path: '/session',
    access: 'agent',
    summary: 'Who is signed in',
    status: 200,
    answer: Session,
  }),
  signOut: route({ id: 'signOut', method: 'DELETE', path: '/session', access: 'agent', summary: 'Sign out', status: 204 }),
  makeLink: route({
    id: 'makeLink',
    method: 'POST',
    path: '/links',
    access: 'admin',
    summary: 'Make a one-time link: invitation or password reset',
    body: MakeLink,
    status: 201,
    answer: MadeLink,
    errors: ['agent-missing', 'email-taken'],
  }),
  getLink: route({
    id: 'getLink',
    method: 'GET',
    path: '/links/{token}',
    access: 'anyone',
    summary: 'What a one-time link is for',
    status: 200,
    answer: LinkInfo,
    errors: ['link-unusable'],
  }),
  takeLink: route({
    id: 'takeLink',
    method: 'POST',
    path: '/links/{token}',
    access: 'anyone',
    summary: 'Set a password by a one-time link, and sign in',
    body: TakeLink,
    status: 200,
    answer: Session,
    errors: ['link-unusable', 'email-taken'],
  }),
} as const;
