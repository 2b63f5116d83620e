package dev.steergraph.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.web.InChromium;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

class HeatmapsPageTest extends InChromium {

    /** Two features of each of eight themes in a layer; a theme correlates with itself, two neighbours, the opposite one. */
    @Test
    void aHeatmapIsDrawnAndRepeatedInATable() {
        chromium.go(at("/stats"));
        chromium.find(".heat canvas[data-cells=\"24\"]");
        chromium.sees(".note", "24 cells with 96 correlations: all there are between these layers.");
        chromium.counts(".heat-columns tbody tr", 20);
        chromium.sees(".heat-columns h2", "the 20 strongest of 24 cells");
        chromium.sees(".heat-legend", "−0.50");
        chromium.sees(".heat-legend", "+0.50");
        assertThat(colourOfCell(0, 0)).as("themes agree with themselves").isEqualTo("green");
        assertThat(colourOfCell(0, 4)).as("opposite themes").isEqualTo("purple");
        assertThat(colourOfCell(0, 2)).as("strangers").isEqualTo("none");
        chromium.press("Correlations");
        chromium.reaches("metric=pairs");
        chromium.sees(".heat-legend", "Logarithmic");
        chromium.press("Mean MI");
        chromium.reaches("metric=mi");
        chromium.sees(".heat-legend", "bits");
        chromium.back();
        chromium.sees(".heat-legend", "Logarithmic");
        chromium.reload();
        chromium.sees(".heat-legend", "Logarithmic");
    }

    @Test
    void aCellListsItsPairsByKeysAndByTheMouse() {
        chromium.go(at("/stats?la=1&lb=3"));
        chromium.find(".heat canvas[data-cells]");
        chromium.script("document.querySelector('.heat canvas').focus()");
        chromium.type(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        // The hub, with the two features of the theme.
        chromium.sees(".hint", "mean r +0.11 over 2 correlations, the strongest |r| = 0.11");
        chromium.type(Keys.ARROW_RIGHT);
        chromium.sees(".hint", "#1 bird, wing, feather × #1 bird, wing, feather: mean r +0.6");
        chromium.sees(".hint", "over 4 correlations, the strongest |r| = 0.7");
        chromium.type(Keys.ENTER);
        chromium.reaches("a=1&b=1");
        chromium.sees(".heat-columns h2", "4 pairs");
        chromium.counts(".heat-columns tbody tr", 4);
        chromium.reload();
        chromium.counts(".heat-columns tbody tr", 4);
        chromium.type(Keys.ESCAPE);
        chromium.counts(".all-cells", 0);
        chromium.undo();
        chromium.counts(".heat-columns tbody tr", 4);
        chromium.back();
        chromium.counts(".all-cells", 0);
        chromium.script(
                "const c = document.querySelector('.heat canvas'), b = c.getBoundingClientRect(), s = +c.dataset.cell;"
                        + "c.dispatchEvent(new MouseEvent('click', {clientX: b.left + 44 + 2.5 * s, clientY: b.top + 44 + 2.5 * s}))");
        chromium.reaches("a=2&b=2");
    }

    @Test
    void otherLayersAreChosenAndSwapped() {
        chromium.go(at("/stats"));
        chromium.find(".heat canvas[data-cells]");
        chromium.choose("select[name=lb]", "3");
        chromium.reaches("la=1&lb=3");
        chromium.sees(".axis", "Columns: layer 3");
        chromium.click("[aria-label='Swap rows and columns']");
        chromium.reaches("la=3&lb=1");
        chromium.choose("select[name=size]", "15");
        chromium.reaches("size=15");
    }

    @Test
    void threeDistributionsAreShownWithTheirTables() {
        chromium.go(at("/stats"));
        chromium.counts(".distribution", 3);
        chromium.sees(".distributions", "Correlations by r 428");
        chromium.sees(".distributions", "Correlations by MI 428");
        chromium.sees(".distributions", "Features by density 49");
        chromium.click(".distribution summary");
        Long sum = (Long)
                chromium.script("return [...document.querySelector('.distribution').querySelectorAll('tbody tr')]"
                        + ".reduce((sum, tr) => sum + Number(tr.cells[2].textContent), 0)");
        assertThat(sum).isEqualTo(428);
    }

    private String colourOfCell(int row, int column) {
        return (String) chromium.script(
                "const c = document.querySelector('.heat canvas'), s = +c.dataset.cell, d = c.width / c.clientWidth;"
                        + "const copy = document.createElement('canvas').getContext('2d', {willReadFrequently: true});"
                        + "copy.drawImage(c, -Math.round((44 + (arguments[1] + .5) * s) * d), -Math.round((44 + (arguments[0] + .5) * s) * d));"
                        + "const [r, g, b, a] = copy.getImageData(0, 0, 1, 1).data;"
                        + "return a === 0 ? 'none' : g > r && g > b ? 'green' : r > g && b > g ? 'purple' : [r, g, b].join()",
                row,
                column);
    }
}
