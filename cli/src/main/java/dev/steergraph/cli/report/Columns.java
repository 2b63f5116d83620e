package dev.steergraph.cli.report;

import java.util.ArrayList;
import java.util.List;

/** Two texts beside each other. */
final class Columns {

    private Columns() {}

    /** Lines of at most so many characters, broken at spaces where there are some. */
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : text.strip().split("\\R", -1)) {
            String rest = line.stripTrailing();
            while (rest.length() > width) {
                int space = rest.lastIndexOf(' ', width);
                int cut = space > 0 ? space : Character.isHighSurrogate(rest.charAt(width - 1)) ? width - 1 : width;
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut).stripLeading();
            }
            lines.add(rest);
        }
        return lines;
    }

    static String sideBySide(String leftTitle, String rightTitle, List<String> left, List<String> right, int width) {
        List<String> lines = new ArrayList<>();
        lines.add(line(leftTitle, rightTitle, width));
        lines.add("  " + "-".repeat(width) + "   " + "-".repeat(width));
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            lines.add(line(i < left.size() ? left.get(i) : "", i < right.size() ? right.get(i) : "", width));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(String left, String right, int width) {
        return ("  " + left + " ".repeat(width - left.length()) + "   " + right).stripTrailing();
    }
}
