package dev.steergraph.core.run;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths of a run's files by name, but parts by their numbers: part 100,000 comes after part 99,999, with a digit more. */
public final class PartOrder {

    public static final Comparator<String> PATHS = Comparator.comparing(PartOrder::key);

    private static final Pattern NUMBERED = Pattern.compile("((?:.*/)?(?:part|documents)-)(\\d{1,18})(\\.[a-z]+)");
    private static final int DIGITS = 18;

    private PartOrder() {}

    private static String key(String path) {
        Matcher numbered = NUMBERED.matcher(path);
        return numbered.matches()
                ? numbered.group(1)
                        + "0".repeat(DIGITS - numbered.group(2).length())
                        + numbered.group(2)
                        + numbered.group(3)
                : path;
    }
}
