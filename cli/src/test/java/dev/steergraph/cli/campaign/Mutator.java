package dev.steergraph.cli.campaign;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Damages files as disks, downloads, editors and attackers do: bits, lengths, ranges, and in texts numbers, words and brackets.
 * The same seed damages the same file in the same way.
 */
final class Mutator {

    private static final int MOST_CHANGES = 3;
    private static final int HEAD = 2_048;

    private static final Pattern VALUE = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.){0,200}\"|-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|\\btrue\\b|\\bfalse\\b|\\bnull\\b|[\\[\\]{},:]");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "\"\"",
            "0",
            "-1",
            "1e308",
            "2147483648",
            "-9223372036854775808",
            "9223372036854775808",
            "1000000000000000000000000000000",
            "0.5",
            "NaN",
            "\"x\"",
            "[null]",
            "[[]]",
            "{\"\":{}}",
            "\"\\ud800\"",
            "\"../../x\"",
            "",
            ",",
            "}");

    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        127,
        128,
        255,
        256,
        65_535,
        65_536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 31,
        1L << 32,
        1L << 53,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private final SplittableRandom random;

    Mutator(long seed) {
        random = new SplittableRandom(seed);
    }

    byte[] damage(byte[] file) {
        byte[] changed = file;
        for (int n = 1 + random.nextInt(MOST_CHANGES); n > 0; n--) {
            changed = once(changed);
        }
        return changed;
    }

    private byte[] once(byte[] file) {
        if (file.length == 0) {
            return random(1 + random.nextInt(40));
        }
        return switch (random.nextInt(12)) {
            case 0 -> flipped(file);
            case 1 -> overwritten(file, random(1 + random.nextInt(8)));
            case 2 -> overwritten(file, number());
            case 3 -> cut(file, place(file), 1 + random.nextInt(64));
            case 4 -> inserted(file, random(1 + random.nextInt(16)));
            case 5 -> slice(file, 0, place(file));
            case 6 -> inserted(file, slice(file, place(file), 1 + random.nextInt(256)));
            case 7 -> zeroed(file);
            case 8 -> random.nextInt(8) == 0 ? slice(file, 0, random.nextInt(9)) : flipped(file);
            default -> isText(file) ? reworded(file) : flipped(file);
        };
    }

    /** More often near the beginning, where most formats say what follows. */
    private int place(byte[] file) {
        return random.nextBoolean() ? random.nextInt(file.length) : random.nextInt(Math.min(file.length, HEAD));
    }

    private byte[] flipped(byte[] file) {
        byte[] changed = file.clone();
        changed[place(file)] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    private byte[] overwritten(byte[] file, byte[] by) {
        byte[] changed = file.clone();
        int at = place(file);
        System.arraycopy(by, 0, changed, at, Math.min(by.length, file.length - at));
        return changed;
    }

    private byte[] zeroed(byte[] file) {
        return overwritten(file, new byte[1 + random.nextInt(512)]);
    }

    private byte[] number() {
        int bytes = 1 << (1 + random.nextInt(3));
        ByteBuffer written = ByteBuffer.allocate(Long.BYTES)
                .order(random.nextInt(4) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
                .putLong(NUMBERS[random.nextInt(NUMBERS.length)]);
        return slice(written.array(), 0, bytes);
    }

    private byte[] cut(byte[] file, int from, int length) {
        return joined(slice(file, 0, from), slice(file, Math.min(file.length, from + length), file.length));
    }

    private byte[] inserted(byte[] file, byte[] what) {
        int at = place(file);
        return joined(slice(file, 0, at), what, slice(file, at, file.length));
    }

    private byte[] reworded(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        List<int[]> values = new ArrayList<>();
        int from = random.nextInt(4) == 0 ? random.nextInt(text.length()) : 0;
        Matcher matcher = VALUE.matcher(text);
        for (int at = from; values.size() < 500 && matcher.find(at); at = Math.max(at + 1, matcher.end())) {
            values.add(new int[] {matcher.start(), matcher.end()});
        }
        if (values.isEmpty()) {
            return flipped(file);
        }
        int[] value = values.get(random.nextInt(values.size()));
        String by = random.nextInt(6) == 0
                ? text.substring(value[0], value[1]).repeat(2)
                : VALUES.get(random.nextInt(VALUES.size()));
        return (text.substring(0, value[0]) + by + text.substring(value[1])).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isText(byte[] file) {
        int control = 0;
        for (int i = 0; i < Math.min(file.length, 512); i++) {
            control += file[i] >= 0 && file[i] < ' ' && file[i] != '\n' && file[i] != '\t' && file[i] != '\r' ? 1 : 0;
        }
        return control < 16;
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] slice(byte[] file, int from, int length) {
        int start = Math.min(from, file.length);
        return Arrays.copyOfRange(file, start, (int) Math.min(file.length, (long) start + length));
    }

    private static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }
}
