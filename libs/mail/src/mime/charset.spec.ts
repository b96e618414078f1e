import iconv from 'iconv-lite';
import { decodeText } from './charset.js';

describe('text without a declared charset', () => {
  test.each([
    ['Danish', 'windows-1252', 'Hej, jeg vil gerne høre, hvornår min ordre på blåbærsyltetøj bliver sendt. Venlig hilsen Søren Ærø'],
    ['Norwegian', 'windows-1252', 'Hei! Når får jeg svar på bestillingen? Jeg har ventet på grøt og rømme siden lørdag. Hilsen Åse'],
    ['Swedish', 'iso-8859-1', 'Hej! När får jag svar på min beställning? Jag har väntat på köttbullar sedan lördag. Hälsningar Åsa'],
    ['German', 'windows-1252', 'Guten Tag, wann wird meine Bestellung über fünf Gläser Äpfel geliefert? Mit freundlichen Grüßen, Jörg'],
    ['French', 'iso-8859-1', 'Bonjour, où est ma commande ? Elle a été payée le même jour, et je ne l’ai pas reçue.'.replace('’', "'")],
  ])('%s in %s is not read in the letters of another country (fail:P2)', (_language, charset, text) => {
    expect(decodeText(iconv.encode(text, charset), null)).toBe(text);
  });
});
