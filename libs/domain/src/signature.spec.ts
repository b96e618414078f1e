import { fillSignature } from './signature.js';

const NAMES = { agent: 'Анна', team: 'Поддержка', organisation: 'Тёплый хлеб' };

describe('fillSignature', () => {
  test.each([
    ['{{agent.name}}\n{{ team.name }}, {{organisation.name}}', 'Анна\nПоддержка, Тёплый хлеб'],
    ['Best regards\r\n{{agent.name}}', 'Best regards\nАнна'],
    ['No variables', 'No variables'],
  ])('%j', (signature, filled) => {
    expect(fillSignature(signature, NAMES)).toBe(filled);
  });

  test('a name that looks like a variable or a pattern stays as it is', () => {
    expect(fillSignature('{{agent.name}}', { ...NAMES, agent: '{{team.name}} $& $1' })).toBe('{{team.name}} $& $1');
  });
});
