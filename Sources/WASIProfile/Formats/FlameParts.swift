/// What a flame graph's file needs besides its bars.
enum FlameParts {
    static let style = """
        text { font: 12px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #222; }
        .head { font-size: 16px; font-weight: bold; }
        .note { fill: #666; }
        .key { fill: #2458a6; cursor: pointer; text-decoration: underline; }
        .view text { pointer-events: none; }
        .view svg { cursor: pointer; }
        .view svg:hover rect { stroke: #000; stroke-width: 1.6; }
        .view svg.far { opacity: 0.5; }
        .view svg.gone { display: none; }
        .view svg.hit rect { fill: #d64bd6; }
        svg.cpu #wall, svg.wall #cpu { display: none; }
        #bar { visibility: hidden; }
        svg.live #bar { visibility: visible; }
        input { width: 280px; font: 12px monospace; box-sizing: border-box; }
        """

    /// Reads names as text and never as markup: they are a guest's.
    static let script = #"""

        "use strict";
        (function () {
          const svg = document.documentElement, margin = 10, room = 1180;
          const part = id => document.getElementById(id);
          const find = part("find"), found = part("found"), told = part("told"), mode = part("mode"), head = part("head");
          const bars = {};
          for (const name of ["cpu", "wall"]) {
            bars[name] = Array.from(part(name).children).map(box => ({
              box: box, x: +box.dataset.x, w: +box.dataset.w, name: box.dataset.n, title: box.children[0].textContent,
              label: box.children[2], y: +box.getAttribute("y"),
            }));
          }
          const view = () => svg.classList.contains("cpu") ? "cpu" : "wall";
          // More than what shares lose when they are written, less than the narrowest bar.
          const small = 1e-8;
          const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

          // As much of a name as there is room for; letters are of one width, or of two.
          function fitting(name, room) {
            if (room < 3) return "";
            let text = "", end = "", used = 0;
            for (const letter of name) {
              used += wide.test(letter) ? 2 : 1;
              if (used <= room - 1) end = text += letter;
              else if (used > room) return end + "…";
              else text += letter;
            }
            return name;
          }

          function zoom(to) {
            for (const bar of bars[view()]) {
              const above = bar.y < to.y && bar.x <= to.x + small && bar.x + bar.w >= to.x + to.w - small;
              const inside = bar.y >= to.y && bar.x >= to.x - small && bar.x + bar.w <= to.x + to.w + small;
              bar.box.classList.toggle("far", above);
              bar.box.classList.toggle("gone", !above && !inside);
              if (!above && !inside) continue;
              const x = above ? margin : margin + (bar.x - to.x) / to.w * room;
              const width = above ? room : bar.w / to.w * room;
              bar.box.setAttribute("x", x);
              bar.box.setAttribute("width", Math.max(width - 0.3, 0.2));
              bar.label.textContent = fitting(bar.name, Math.floor((width - 6) / 7.2));
            }
          }
          const reset = () => zoom(bars[view()][0]);

          function search() {
            const text = find.value;
            // Names are full of what means something in a pattern: what stands in one as it is, is looked for as it is.
            let matches = name => name.toLowerCase().includes(text.toLowerCase());
            if (!bars[view()].some(bar => matches(bar.name))) {
              try { const pattern = new RegExp(text, "i"); matches = name => pattern.test(name); } catch (error) {}
            }
            const hits = [];
            for (const bar of bars[view()]) {
              const isHit = text !== "" && bar !== bars[view()][0] && matches(bar.name);
              bar.box.classList.toggle("hit", isHit);
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
              bar.box.addEventListener("click", () => zoom(bar));
              bar.box.addEventListener("mouseenter", () => { told.textContent = bar.title; });
            }
          }
          mode.addEventListener("click", () => show(view() === "cpu" ? "wall" : "cpu"));
          part("reset").addEventListener("click", reset);
          find.addEventListener("input", search);
          // What names and finds stays in sight in a picture that is higher than the window.
          const follow = () => head.setAttribute("transform", "translate(0 " + window.scrollY / svg.getScreenCTM().d + ")");
          window.addEventListener("scroll", follow);
          window.addEventListener("resize", follow);
          window.addEventListener("keydown", event => {
            if (event.key === "Escape") { find.value = ""; search(); reset(); }
            if ((event.ctrlKey || event.metaKey) && event.key === "f") { event.preventDefault(); find.focus(); }
          });
          svg.classList.add("live");
          show(view());
        })();

        """#
}
