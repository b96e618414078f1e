export type Answer<Body = Record<string, never>> = { readonly status: number; readonly body: Body; readonly headers: Headers };

/** Calls the API as a browser does: keeps the cookie, sends the CSRF token. */
export class ApiClient {
  cookie: string | null = null;
  csrfToken: string | null = null;
  agentId = '';

  constructor(readonly url: string) {}

  async signIn(email: string, password: string): Promise<Answer<{ csrfToken: string }>> {
    const answer = await this.call<{ csrfToken: string }>('POST', '/session', { email, password });
    this.csrfToken = answer.status === 200 ? answer.body.csrfToken : null;
    return answer;
  }

  get<Body>(path: string): Promise<Answer<Body>> {
    return this.call('GET', path);
  }

  post<Body>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    return this.call('POST', path, body, headers);
  }

  patch<Body>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    return this.call('PATCH', path, body, headers);
  }

  async call<Body>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    const isForm = body instanceof FormData;
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookie !== null && { cookie: this.cookie }),
        ...(this.csrfToken !== null && { 'x-csrf-token': this.csrfToken }),
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    const given = response.headers.getSetCookie().at(-1)?.split(';')[0];
    if (given !== undefined) this.cookie = given;
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Body, headers: response.headers };
  }
}
