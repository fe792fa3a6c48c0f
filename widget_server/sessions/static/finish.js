// The last page of signing in. Whoever opened this window proves to be the widget that began the attempt, or the person
// says which number stands beside it. Messages go to, and are taken from, the attempt's own origin only.
(() => {
  const ANSWER_MILLISECONDS = 1500;
  // Nobody reads and chooses faster; the second click of a double one, begun on a page that hid this one, is.
  const READ_MILLISECONDS = 600;
  const root = document.documentElement;
  root.dataset.state = "checking";

  addEventListener("DOMContentLoaded", () => {
    const { userCode, origin, proof } = document.querySelector("main").dataset;
    const opener = window.opener;
    let asked = false;
    let reading = 0;

    const hold = (held) => {
      for (const button of document.querySelectorAll(".numbers button")) {
        button.disabled = held;
      }
    };
    const letRead = () => {
      hold(true);
      clearTimeout(reading);
      reading = setTimeout(() => hold(false), READ_MILLISECONDS);
    };
    const show = (state) => {
      root.dataset.state = state;
      if (state === "choose") {
        letRead();
        document.getElementById("question").focus();
      }
    };
    const tell = (type) => opener.postMessage({ type, user_code: userCode }, origin);

    const prove = async (openerProof) => {
      const body = new URLSearchParams({ user_code: userCode, opener_proof: openerProof });
      const answer = await fetch(proof, { method: "POST", body }).catch(() => null);
      show(answer?.ok ? "done" : "failed");
      tell(answer?.ok ? "weerklank-signed-in" : "weerklank-denied");
      if (answer?.ok) {
        setTimeout(() => window.close(), 700);
      }
    };

    addEventListener("focus", letRead);
    if (!opener) {
      show("choose");
      return;
    }
    const timer = setTimeout(() => show("choose"), ANSWER_MILLISECONDS);
    addEventListener("message", (event) => {
      const { type, user_code: code, opener_proof: given } = event.data ?? {};
      const isOurs = event.origin === origin && event.source === opener && type === "weerklank-proof" && code === userCode;
      if (isOurs && typeof given === "string" && !asked) {
        asked = true;
        clearTimeout(timer);
        show("checking");
        prove(given);
      }
    });
    tell("weerklank-proof-wanted");
  });
})();
