// 서버와 주고받기: CSRF, JSON, 로그인이 끝났을 때의 신호
export const csrf = () => document.body.dataset.csrf || "";

export class LoginEnded extends Error {}

async function send(method, url, body, headers = {}) {
  const response = await fetch(url, {
    method,
    credentials: "same-origin",
    headers: {
      Accept: "application/json",
      "X-CSRFToken": csrf(),
      "X-Requested-With": "fetch",
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    keepalive: method !== "GET",
  });
  if (response.status === 401) {
    document.dispatchEvent(new CustomEvent("dure:login-ended", { detail: response.headers.get("X-Login-Url") }));
    throw new LoginEnded();
  }
  if (!response.ok) throw new Error(`${response.status}`);
  return response.status === 204 ? null : response.json();
}

export const getJson = (url, headers) => send("GET", url, undefined, headers);
export const postJson = (url, body, headers) => send("POST", url, body, headers);
// 스스로 보내는 것(임시 보관, 남은 시간 묻기)은 로그인을 늘리지 않는다
export const PASSIVE = { "X-Passive": "1" };
