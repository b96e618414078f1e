type Place = { readonly latitude: number; readonly longitude: number };

/** Five places after the point are a metre: more say nothing. */
export function coordinates({ latitude, longitude }: Place): string {
  return `${round(latitude)}, ${round(longitude)}`;
}

export function mapAddress({ latitude, longitude }: Place): string {
  const [lat, lon] = [round(latitude), round(longitude)];
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=17/${lat}/${lon}`;
}

/** RFC 3966: digits, and a plus before them. */
export function phoneAddress(phone: string): string {
  return `tel:${phone.startsWith('+') ? '+' : ''}${phone.replace(/\D/g, '')}`;
}

function round(degrees: number): number {
  return Number(degrees.toFixed(5));
}
