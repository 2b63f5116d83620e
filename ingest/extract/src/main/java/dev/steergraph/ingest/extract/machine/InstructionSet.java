package dev.steergraph.ingest.extract.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The vector instructions that PyTorch, oneDNN and MKL use here: sums in another order have other last bits. */
public final class InstructionSet {

    /** Variables that pin what the processor offers. */
    static final List<String> PINS = List.of("ATEN_CPU_CAPABILITY", "ONEDNN_MAX_CPU_ISA", "MKL_CBWR");

    /** What makes machines alike. */
    public static final String ADVICE =
            "set ATEN_CPU_CAPABILITY=avx2, ONEDNN_MAX_CPU_ISA=AVX2 and MKL_CBWR=AVX2 on all and make them again";

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Pattern WORDS = Pattern.compile("[\\s:]+");

    /** From the most able on; oneDNN tells these apart. */
    private static final List<String> LEVELS =
            List.of("amx_tile", "avx512_bf16", "avx512_vnni", "avx512f", "avx2", "sse4_1", "sve2", "sve", "asimd");

    private InstructionSet() {}

    /** Such as {@code amd64 avx512_vnni}, with the variables that limit it. */
    static String used() {
        return used(System.getProperty("os.arch"), processors(), System.getenv());
    }

    static String used(String architecture, String processors, Map<String, String> environment) {
        List<String> words = List.of(WORDS.split(processors.toLowerCase(Locale.ROOT)));
        String level = LEVELS.stream().filter(words::contains).findFirst().orElse("");
        String pins = PINS.stream()
                .filter(environment::containsKey)
                .map(pin -> pin + "=" + environment.get(pin))
                .collect(Collectors.joining(" "));
        // Where all is pinned the processor makes no difference.
        return Stream.of(architecture, PINS.stream().allMatch(environment::containsKey) ? "" : level, pins)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** Flags of the first processor; nothing where the system does not tell. */
    private static String processors() {
        try (Stream<String> lines = Files.lines(PROCESSORS, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                    .findFirst()
                    .orElse("");
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }
}
