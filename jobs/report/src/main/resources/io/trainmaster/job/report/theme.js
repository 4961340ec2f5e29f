/* Runs before the page is painted, so that it does not flash in the wrong theme. */
(function () {
  let theme = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  try {
    theme = localStorage.getItem('trainmaster-theme') || theme;
  } catch (ignored) {
    // A page opened from a file may be denied storage; it then follows the system's theme.
  }
  document.documentElement.dataset.theme = theme === 'dark' ? 'dark' : 'light';
})();
