"""Pages of our own for the tests of webui and artifact."""

from __future__ import annotations

STYLE = """<style>
body { margin: 16px; font: 14px sans-serif; color: #333333; background: #ffffff }
main { width: 420px; padding: 16px; background: #f5f7fb }
.row { display: flex; gap: 16px }
.save { background: #2266dd; color: #ffffff; border: 0; padding: 8px }
</style>"""
FORM = f"""<!DOCTYPE html>
<html lang="en">
<head>
<title>Sign up</title>
{STYLE}
</head>
<body>
<main>
  <h2>Create an account</h2>
  <p>It takes a minute.</p>
  <input type="text" placeholder="Your name">
  <div class="row">
    <button class="save">Sign up</button>
    <a href="#">Log in instead</a>
  </div>
</main>
</body>
</html>
"""
TABLE = f"""<!DOCTYPE html>
<html lang="en">
<head>
<title>Orders</title>
{STYLE}
</head>
<body>
<h1>Orders</h1>
<table>
  <tr><th>Number</th><th>Buyer</th></tr>
  <tr><td>A-17</td><td>Ada</td></tr>
  <tr><td>B-20</td><td>Grace</td></tr>
</table>
<button class="save">Export list</button>
</body>
</html>
"""
TABS = """<!DOCTYPE html>
<html lang="en">
<head>
<title>Tabs</title>
</head>
<body>
<h2>Opening hours</h2>
<button id="week">Weekdays</button>
<button id="sunday">Sundays</button>
<p id="panel">Nine to five.</p>
<script>
document.getElementById("sunday").onclick = () => {
  document.getElementById("panel").textContent = "Closed all day.";
};
</script>
<script type="application/janus-interaction+json">[{"click": "#sunday"}]</script>
</body>
</html>
"""
