package dev.steergraph.core.io;

/**
 * What becomes of a text in a CSV cell that a spreadsheet would compute: one that begins with {@code = + - @}, a tab or a
 * line's end, and is no number. Tokens and labels of features come from a corpus, so anybody may have written them.
 */
public enum Formulas {
    /** An apostrophe goes before it, which spreadsheets take as "this is text". For tables that people open. */
    DISARMED {
        @Override
        public String cell(String text) {
            return isFormula(text) ? "'" + text : text;
        }
    },
    /** The text stays as it is. For files that programs read. */
    KEPT {
        @Override
        public String cell(String text) {
            return text;
        }
    };

    private static final String BEGINNINGS = "=+-@\t\r\n";

    /** What is to stand in the cell. */
    public abstract String cell(String text);

    private static boolean isFormula(String text) {
        return !text.isEmpty() && BEGINNINGS.indexOf(text.charAt(0)) >= 0 && !text.matches("-?\\d+(\\.\\d+)?");
    }
}
