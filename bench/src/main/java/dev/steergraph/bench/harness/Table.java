package dev.steergraph.bench.harness;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Columns of text, the first flush left, the others flush right. */
public final class Table {

    private final List<String[]> lines = new ArrayList<>();

    public Table(String... heads) {
        lines.add(heads);
    }

    /** @throws IllegalArgumentException if there are not as many cells as columns */
    public Table row(String... cells) {
        if (cells.length != lines.get(0).length) {
            throw new IllegalArgumentException(cells.length + " cells for " + lines.get(0).length + " columns");
        }
        lines.add(cells);
        return this;
    }

    public void print(PrintStream out) {
        int columns = lines.get(0).length;
        int[] width = new int[columns];
        for (String[] line : lines) {
            for (int c = 0; c < columns; c++) {
                width[c] = Math.max(width[c], line[c].length());
            }
        }
        for (String[] line : lines) {
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String padding = " ".repeat(width[c] - line[c].length());
                text.append(c == 0 ? line[c] + padding : "   " + padding + line[c]);
            }
            out.println(text.toString().stripTrailing());
        }
    }
}
