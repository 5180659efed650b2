/// What a flame graph's file needs besides its bars.
enum FlameParts {
    static let style = """
        text { font: 12px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #222; }
        .head { font-size: 16px; font-weight: bold; }
        .note { fill: #666; }
        .key { fill: #2458a6; cursor: pointer; text-decoration: underline; }
        .view text { pointer-events: none; }
        .view g { cursor: pointer; }
        .view g:hover rect { stroke: #000; stroke-width: 0.8; }
        .view g.far { opacity: 0.5; }
        .view g.gone { display: none; }
        .view g.hit rect { fill: #d64bd6; }
        svg.cpu #wall, svg.wall #cpu { display: none; }
        #bar { visibility: hidden; }
        svg.live #bar { visibility: visible; }
        input { width: 280px; font: 12px monospace; box-sizing: border-box; }
        """

    /// Reads names as text and never as markup: they are a guest's.
    static let script = """

        "use strict";
        (function () {
          const svg = document.documentElement, margin = 10, room = 1180;
          const part = id => document.getElementById(id);
          const find = part("find"), found = part("found"), told = part("told"), mode = part("mode");
          const bars = {};
          for (const name of ["cpu", "wall"]) {
            bars[name] = Array.from(part(name).children).map(g => ({
              g: g, x: +g.dataset.x, w: +g.dataset.w, name: g.dataset.n, title: g.children[0].textContent,
              rect: g.children[1], label: g.children[2], y: +g.children[1].getAttribute("y"),
            }));
          }
          const view = () => svg.classList.contains("cpu") ? "cpu" : "wall";
          const small = 1e-6;

          function zoom(to) {
            for (const bar of bars[view()]) {
              const above = bar.y < to.y && bar.x <= to.x + small && bar.x + bar.w >= to.x + to.w - small;
              const inside = bar.y >= to.y && bar.x >= to.x - small && bar.x + bar.w <= to.x + to.w + small;
              bar.g.classList.toggle("far", above);
              bar.g.classList.toggle("gone", !above && !inside);
              if (!above && !inside) continue;
              const x = above ? margin : margin + (bar.x - to.x) / to.w * room;
              const width = above ? room : bar.w / to.w * room;
              bar.rect.setAttribute("x", x);
              bar.rect.setAttribute("width", Math.max(width - 0.3, 0.2));
              bar.label.setAttribute("x", x + 3);
              const letters = Math.floor((width - 6) / 7.2), name = Array.from(bar.name);
              bar.label.textContent =
                letters < 3 ? "" : name.length <= letters ? bar.name : name.slice(0, letters - 1).join("") + "…";
            }
          }
          const reset = () => zoom(bars[view()][0]);

          function search() {
            const text = find.value;
            let matches = name => name.toLowerCase().includes(text.toLowerCase());
            try { const pattern = new RegExp(text, "i"); matches = name => pattern.test(name); } catch (error) {}
            const hits = [];
            for (const bar of bars[view()]) {
              const isHit = text !== "" && bar !== bars[view()][0] && matches(bar.name);
              bar.g.classList.toggle("hit", isHit);
              if (isHit) hits.push(bar);
            }
            // What stands below another hit is part of it.
            hits.sort((a, b) => a.x - b.x || a.y - b.y);
            let share = 0, end = -1;
            for (const bar of hits) if (bar.x >= end - small) { share += bar.w; end = bar.x + bar.w; }
            found.textContent = text === "" ? "" : "found: " + (share * 100).toFixed(2) + " %";
          }

          function show(name) {
            svg.classList.remove("cpu", "wall");
            svg.classList.add(name);
            mode.textContent = name === "cpu" ? "show all time" : "show CPU time";
            reset();
            search();
          }

          for (const name in bars) {
            for (const bar of bars[name]) {
              bar.g.addEventListener("click", () => zoom(bar));
              bar.g.addEventListener("mouseenter", () => { told.textContent = bar.title; });
            }
          }
          mode.addEventListener("click", () => show(view() === "cpu" ? "wall" : "cpu"));
          part("reset").addEventListener("click", reset);
          find.addEventListener("input", search);
          window.addEventListener("keydown", event => {
            if (event.key === "Escape") { find.value = ""; search(); reset(); }
            if ((event.ctrlKey || event.metaKey) && event.key === "f") { event.preventDefault(); find.focus(); }
          });
          svg.classList.add("live");
          show(view());
        })();

        """
}
