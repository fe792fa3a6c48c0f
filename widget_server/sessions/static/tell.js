// Tells the widget that opened this window how it ended, and closes it when it ended well.
const { tell, userCode, origin } = document.querySelector("main").dataset;
if (window.opener) {
  window.opener.postMessage({ type: tell, user_code: userCode }, origin);
}
if (tell === "weerklank-signed-in") {
  setTimeout(() => window.close(), 700);
}
