// Puts a button under each text meant to be sent, which copies it. Without script the text can be selected.
for (const text of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.querySelector("p").textContent.trim());
    button.textContent = text.dataset.copied;
  });
  text.append(button);
}
