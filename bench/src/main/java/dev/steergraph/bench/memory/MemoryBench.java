package dev.steergraph.bench.memory;

import dev.steergraph.bench.harness.Child;
import dev.steergraph.bench.harness.Options;
import dev.steergraph.bench.harness.Peak;
import dev.steergraph.bench.harness.Table;
import dev.steergraph.bench.harness.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Does extraction's memory grow with the tokens? The command itself runs, in a process of its own for each size. */
public final class MemoryBench {

    private static final double MIB = 1024;

    private MemoryBench() {}

    /** @return one peak for each size, in the order given */
    public static List<Peak> run(Workbench bench, Options options) throws IOException {
        List<Integer> sizes = options.numbers("tokens", "100000,1000000");
        String model = options.text("model", "minilm");
        String layers = options.text("layers", "5");
        String corpus = options.text("corpus", "wordnet");
        options.nothingElse();
        Child child = new Child(bench.steergraph());
        child.run(List.of("--version")); // builds what is not built
        List<Peak> peaks = new ArrayList<>();
        for (int tokens : sizes) {
            Path folder = bench.scratch("memory");
            Peak peak = child.run(List.of(
                    "extract",
                    "--home",
                    folder.resolve("home").toString(),
                    "--run",
                    folder.resolve("run").toString(),
                    "--model",
                    model,
                    "--layers",
                    layers,
                    "--corpus",
                    corpus,
                    "--tokens",
                    Integer.toString(tokens)));
            Workbench.delete(folder);
            peaks.add(peak);
        }
        print(bench, peaks, sizes, "steergraph extract --model " + model + " --layers " + layers);
        return peaks;
    }

    private static void print(Workbench bench, List<Peak> peaks, List<Integer> sizes, String what) {
        bench.say("%s: peak resident memory of its process (VmHWM)", what);
        Table table = new Table("tokens", "peak, MiB", "against the first", "seconds");
        for (int i = 0; i < peaks.size(); i++) {
            table.row(
                    String.format(Locale.ROOT, "%,d", sizes.get(i)),
                    String.format(Locale.ROOT, "%,.0f", peaks.get(i).kibibytes() / MIB),
                    String.format(
                            Locale.ROOT,
                            "%.2fx",
                            (double) peaks.get(i).kibibytes() / peaks.get(0).kibibytes()),
                    String.format(Locale.ROOT, "%.1f", peaks.get(i).seconds()));
        }
        table.print(bench.out());
    }
}
