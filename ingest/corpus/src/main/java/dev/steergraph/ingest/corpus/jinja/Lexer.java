package dev.steergraph.ingest.corpus.jinja;

import dev.steergraph.ingest.corpus.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a template into tokens. As transformers sets it: the line's end after a statement is taken away (trim_blocks), and so is
 * the white space before one that begins a line (lstrip_blocks); {@code -} takes away all white space on its side, {@code +}
 * none.
 */
final class Lexer {

    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d_]*(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final List<String> OPERATORS = List.of(
            "==", "!=", "<=", ">=", "//", "**", "+", "-", "*", "/", "%", "~", "<", ">", "=", ".", ",", ":", "|", "(",
            ")", "[", "]", "{", "}");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String template) {
        String lines = template.replace("\r\n", "\n").replace('\r', '\n');
        // As in Jinja, one line's end at the very end is not the template's.
        Lexer lexer = new Lexer(lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        boolean stripped = false; // what comes is stripped on its left
        boolean trimmed = false; // or loses one line's end
        while (at < source.length()) {
            int open = opening();
            String text = source.substring(at, open);
            if (stripped) {
                text = text.stripLeading();
            } else if (trimmed && text.startsWith("\n")) {
                text = text.substring(1);
            }
            if (open == source.length()) {
                text(text);
                break;
            }
            char kind = source.charAt(open + 1);
            char sign = open + 2 < source.length() ? source.charAt(open + 2) : ' ';
            if (sign == '-') {
                text = text.stripTrailing();
            } else if (sign != '+' && kind != '{') {
                text = withoutIndentation(text, open);
            }
            text(text);
            at = open + 2 + (sign == '-' || sign == '+' && kind != '{' ? 1 : 0);
            if (kind == '#') {
                int end = source.indexOf("#}", at);
                if (end < 0) {
                    throw error("a comment has no end");
                }
                stripped = source.charAt(end - 1) == '-';
                trimmed = source.charAt(end - 1) != '+';
                at = end + 2;
            } else {
                tokens.add(new Token(kind == '{' ? Kind.PRINT : Kind.STATEMENT, "", open));
                String close = inside(kind == '{' ? "}}" : "%}");
                stripped = close.startsWith("-");
                trimmed = kind == '%' && !close.startsWith("+");
            }
        }
        tokens.add(new Token(Kind.END, "", source.length()));
    }

    private int opening() {
        for (int i = at; i + 1 < source.length(); i++) {
            if (source.charAt(i) == '{' && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return source.length();
    }

    /** White space between a line's beginning and a statement goes. */
    private String withoutIndentation(String text, int open) {
        int line = text.lastIndexOf('\n') + 1;
        boolean begins = line > 0 || open == text.length() || source.charAt(open - text.length() - 1) == '\n';
        return begins && text.substring(line).isBlank() ? text.substring(0, line) : text;
    }

    private void text(String text) {
        if (!text.isEmpty()) {
            tokens.add(new Token(Kind.TEXT, text, at));
        }
    }

    /** @return how it was closed, with its sign */
    private String inside(String close) {
        int depth = 0;
        while (true) {
            while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
                at++;
            }
            if (at >= source.length()) {
                throw error("a statement has no end");
            }
            for (String sign : List.of("-", "+", "")) {
                if (depth == 0 && source.startsWith(sign + close, at)) {
                    tokens.add(new Token(Kind.CLOSE, "", at));
                    at += sign.length() + close.length();
                    return sign + close;
                }
            }
            depth += next();
        }
    }

    /** Reads one token. @return by how many brackets more are open after it */
    private int next() {
        char c = source.charAt(at);
        if (c == '\'' || c == '"') {
            string(c);
            return 0;
        }
        Matcher word = WORD.matcher(source).region(at, source.length());
        if (word.lookingAt()) {
            add(Kind.NAME, word.group());
            return 0;
        }
        Matcher number = NUMBER.matcher(source).region(at, source.length());
        if (number.lookingAt()) {
            boolean whole = number.group(1) == null && number.group(2) == null;
            add(whole ? Kind.INTEGER : Kind.FLOAT, number.group());
            return 0;
        }
        for (String operator : OPERATORS) {
            if (source.startsWith(operator, at)) {
                add(Kind.OPERATOR, operator);
                return "([{".contains(operator) ? 1 : ")]}".contains(operator) ? -1 : 0;
            }
        }
        throw error("\"" + c + "\" is not understood");
    }

    private void add(Kind kind, String text) {
        tokens.add(new Token(kind, text, at));
        at += text.length();
    }

    private void string(char quote) {
        StringBuilder text = new StringBuilder();
        int begin = at++;
        while (at < source.length() && source.charAt(at) != quote) {
            char c = source.charAt(at++);
            text.append(c == '\\' && at < source.length() ? escaped(source.charAt(at++)) : String.valueOf(c));
        }
        if (at >= source.length()) {
            throw error("a string has no end");
        }
        at++;
        tokens.add(new Token(Kind.STRING, text.toString(), begin));
    }

    private String escaped(char c) {
        return switch (c) {
            case '\n' -> "";
            case 'n' -> "\n";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '\\', '\'', '"' -> String.valueOf(c);
            case 'u' -> {
                String code = source.substring(at, Math.min(source.length(), at + 4));
                at += code.length();
                try {
                    yield String.valueOf((char) Integer.parseInt(code, 16));
                } catch (NumberFormatException e) {
                    throw error("\\u" + code + " is no character");
                }
            }
            case 'x', 'N', 'U', 'a', 'v', '0' -> throw error("the escape \\" + c + " is not understood");
            default -> "\\" + c;
        };
    }

    private TemplateError error(String reason) {
        long line = source.substring(0, Math.min(at, source.length())).lines().count();
        return new TemplateError(reason + ", in line " + Math.max(1, line));
    }
}
