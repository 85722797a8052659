/** Small drawings, made as elements because a strict page allows no markup from strings. */

const SVG = "http://www.w3.org/2000/svg";

const SHAPES = {
  ja: ["M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19z", "M7.5 12.5l3 3 6-6.5"],
  nee: ["M8 2.5h8l5.5 5.5v8L16 21.5H8L2.5 16V8z", "M8.5 8.5l7 7M15.5 8.5l-7 7"],
  voorwaardelijk: ["M12 2.5 22 20.5H2z", "M12 9.5v5M12 17.5v.1"],
  niet_geregeld: ["M4 4h16v16H4z", "M8 12h.1M12 12h.1M16 12h.1"],
  neutraal: ["M6 3.5h12a3.5 3.5 0 0 1 3.5 3.5v7a3.5 3.5 0 0 1-3.5 3.5h-5.5L7 21.5v-4H6A3.5 3.5 0 0 1 2.5 14V7A3.5 3.5 0 0 1 6 3.5z", "M7.5 8.5h9M7.5 12.5h5.5"],
  hangt_af: ["M12 1.8 22.2 12 12 22.2 1.8 12z", "M12 17v-4l-3.5-4M12 13l3.5-4"],
  regel: ["M6 3h9l4 4v14H6z", "M9.5 11h6M9.5 15h6M14.5 3v4.5H19"],
  raad: ["M12 3a6.5 6.5 0 0 1 3.5 12v2.5h-7V15A6.5 6.5 0 0 1 12 3z", "M9.5 21h5"],
  wet: ["M12 3v18M6 21h12M5 7h14", "M5 7l-3 7h6zM19 7l-3 7h6z"],
  waarom: ["M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19z", "M9.3 9.3c0-1.6 1.2-2.7 2.8-2.7 1.5 0 2.7 1 2.7 2.5 0 2.2-2.7 2.2-2.7 4.4M12.1 17v.1"],
  bron: ["M4 4.5c3-1 6-.5 8 1 2-1.5 5-2 8-1v14c-3-1-6-.5-8 1-2-1.5-5-2-8-1z", "M12 5.5v14"],
  noot: ["M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19z", "M12 11v6M12 7.2v.1"],
  contact: ["M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z", "M4 21c0-4.4 3.6-7 8-7s8 2.6 8 7"],
  informatie: ["M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19z", "M12 11v6M12 7.2v.1"],
  bericht: ["M5 3.5h14a3 3 0 0 1 3 3v8.5a3 3 0 0 1-3 3h-6.5L7 22v-4H5a3 3 0 0 1-3-3V6.5a3 3 0 0 1 3-3z", "M9.6 8.8c0-1.5 1.1-2.4 2.5-2.4s2.5.9 2.5 2.3c0 2-2.5 2-2.5 3.7M12.1 15v.1"],
  sluit: ["M6 6l12 12M18 6 6 18"],
  menu: ["M5 12h.1M12 12h.1M19 12h.1"],
  verstuur: ["M12 19.5V5M5.5 11.5 12 5l6.5 6.5"],
  kopieer: ["M9 9h11v11H9z", "M15 9V4H4v11h5"],
  gelukt: ["M5 12.5l4.5 4.5L19 7"],
  duim_op: ["M7 11v9H3.5v-9z", "M7 11l4-8c1.7 0 2.8 1.1 2.5 3L13 9.5h5.5a2 2 0 0 1 2 2.4l-1.3 6.400a2.2 2.2 0 0 1-2.2 1.7H7"],
  duim_neer: ["M7 13V4H3.5v9z", "M7 13l4 8c1.7 0 2.8-1.1 2.5-3l-.5-3.5h5.5a2 2 0 0 0 2-2.4l-1.3-6.400A2.2 2.2 0 0 0 17 4H7"],
  dringend: ["M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19z", "M12 7v6M12 16.5v.1"],
};

/** Return a drawing that screen readers skip. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  svg.classList.add("icoon");
  (SHAPES[name] ?? []).forEach((shape, index) => {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", shape);
    path.classList.add(index === 0 ? "vlak" : "lijn");
    svg.append(path);
  });
  return svg;
}
