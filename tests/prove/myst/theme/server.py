"""A light theme of MyST's engine: it asks the engine for a page's tree and answers with HTML.

A widget is called as MyST's own themes call it: in a shadow root, with a model that has no kernel,
whose `off`, `save_changes` and `send` throw. The engine waits for a line that holds an address.
"""

import json
import os
import urllib.request
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CONTENT = f"http://localhost:{os.environ['CONTENT_CDN_PORT']}"
TAGS = {
    "paragraph": "p", "emphasis": "em", "strong": "strong", "list": "ul", "listItem": "li",
    "details": "details", "summary": "summary", "blockquote": "blockquote", "div": "div",
    "span": "span", "block": "div", "admonition": "section", "proof": "section",
    "exercise": "section", "admonitionTitle": "p", "outputs": "div", "heading": "h2",
}  # fmt: skip
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<style>.dark { background: #111; color: #eee }</style>
<script type="module">
  class Model extends EventTarget {
    constructor(state) { super(); this.state = state; }
    get(name) { return this.state[name]; }
    set(name, value) {
      this.state[name] = value;
      this.dispatchEvent(new CustomEvent(`change:${name}`, { detail: value }));
    }
    on(name, hear) { this.addEventListener(name, hear); }
    off() { throw new Error("off is not implemented yet"); }
    save_changes() { throw new Error("save_changes is not implemented yet"); }
    send() { throw new Error("send is not implemented yet"); }
  }
  const { classList } = document.documentElement;
  classList.add("explorable-arriving"); // who waits for a page to stand still looks there
  for (const host of document.querySelectorAll("[data-esm]")) {
    const { default: widget } = await import(host.dataset.esm);
    const el = document.createElement("div");
    host.attachShadow({ mode: "open" }).replaceChildren(el);
    await widget.render({ model: new Model(JSON.parse(host.dataset.model)), el });
  }
  classList.remove("explorable-arriving");
</script>"""


def ask(path):
    with urllib.request.urlopen(CONTENT + path) as response:
        return response.read()


def html(node):
    kind, inner = node["type"], "".join(map(html, node.get("children") or []))
    named = f' id="{node["html_id"]}"' if "html_id" in node else ""
    match kind:
        case "text":
            return escape(node["value"])
        case "inlineMath" | "math":
            return node.get("html", "")
        case "inlineCode" | "code":
            return f"<pre>{escape(node['value'])}</pre>"
        case "image":
            folder = "/myst_assets_folder"  # which the engine replaces
            return f'<img src="{folder}{node["url"]}" alt="{escape(node.get("alt") or "")}">'
        case "link" | "crossReference":
            anchor = f"#{node['html_id']}" if node.get("html_id") else ""
            return f'<a href="{node.get("url") or ""}{anchor}">{inner}</a>'
        case "anywidget":
            model = escape(json.dumps(node["model"]))
            esm = f"/myst_assets_folder{node['esm']}"
            return f'<div data-esm="{esm}" data-model="{model}"></div>'
        case "output":
            data = (node.get("jupyter_data") or {}).get("data") or {}
            return f"<pre>{escape(str((data.get('text/plain') or {}).get('content', '')))}</pre>"
    if kind not in TAGS:
        return inner
    style = f' class="{node["class"]}"' if node.get("class") else ""
    return f"<{TAGS[kind]}{named}{style}>{inner}</{TAGS[kind]}>"


class Theme(BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.partition("?")[0]
        if "." in path:
            body = ask(f"/content{path}") if path.endswith(".json") else b""
        else:
            index = json.loads(ask("/config.json"))["projects"][0]["index"]
            page = json.loads(ask(f"/content/{path.strip('/') or index}.json"))
            title = f"<title>{escape(page['frontmatter'].get('title', ''))}</title>"
            body = f"{HEAD}{title}<main>{html(page['mdast'])}</main>".encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("", int(os.environ["PORT"])), Theme)
    print(f"http://localhost:{os.environ['PORT']}", flush=True)
    server.serve_forever()
