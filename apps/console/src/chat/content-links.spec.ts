import { coordinates, mapAddress, phoneAddress } from './content-links.js';

test('a place is told to the metre, and a map opens there', () => {
  const place = { latitude: 59.934_280_123, longitude: 30.335_098_9 };
  expect(coordinates(place)).toBe('59.93428, 30.3351');
  expect(mapAddress(place)).toBe('https://www.openstreetmap.org/?mlat=59.93428&mlon=30.3351#map=17/59.93428/30.3351');
});

test.each([
  ['+7 (812) 555-01-02', 'tel:+78125550102'],
  ['88125550102', 'tel:88125550102'],
  ['+7,1;phone-context=x', 'tel:+71'],
])('a phone number %s is dialled by its digits alone', (phone, address) => {
  expect(phoneAddress(phone)).toBe(address);
});
