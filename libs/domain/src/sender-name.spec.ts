import { senderName } from './sender-name.js';

test.each([
  ['agent', 'Анна', 'Тёплый хлеб', 'Анна'],
  ['organisation', 'Анна', 'Тёплый хлеб', 'Тёплый хлеб'],
  ['agent-and-organisation', 'Анна', 'Тёплый хлеб', 'Анна (Тёплый хлеб)'],
  ['agent-and-organisation', 'Анна', '', 'Анна'],
  ['agent-and-organisation', null, 'Тёплый хлеб', 'Тёплый хлеб'],
  ['agent', null, 'Тёплый хлеб', 'Тёплый хлеб'],
] as const)('%s: %s of %s is %j', (manner, agent, organisation, name) => {
  expect(senderName(manner, agent, organisation)).toBe(name);
});
