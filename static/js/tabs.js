// Lets the keyboard reach the tabs of a form, which the interface's own template leaves to the mouse.
for (const tab of document.querySelectorAll("nav a[x-on\\:click*=activeFieldsetTab]")) {
  tab.tabIndex = 0;
  tab.setAttribute("role", "button");
  tab.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    tab.click();
  });
}
