package dev.steergraph.bench.correlation;

import dev.steergraph.bench.harness.SilentProgress;
import dev.steergraph.core.codes.CodeRows;
import dev.steergraph.core.codes.CodesFile;
import dev.steergraph.core.codes.FullRows;
import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.RunId;
import dev.steergraph.core.run.Part;
import dev.steergraph.core.run.RunDirectory;
import dev.steergraph.core.stage.Stages;
import dev.steergraph.ingest.correlate.synthetic.SyntheticRun;
import dev.steergraph.ingest.correlate.synthetic.SyntheticShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The same codes for both sides.
 *
 * @param layers for the peer: {@code FEATURES=FILE,FILE,...} of each layer
 */
record CodesInput(String title, List<? extends CodeRows> codes, int[] document, List<String> layers) {

    /** Sparse codes as {@code steergraph bench-codes} draws them. */
    static CodesInput planted(Path cache, int features, int layers, int rows, int active) throws IOException {
        SyntheticShape shape = new SyntheticShape(features, layers, rows, active, 0);
        Path folder = cache.resolve("codes-" + features + "-" + layers + "-" + rows + "-" + active);
        List<CodeRows> codes = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        try (RunDirectory run = RunDirectory.open(folder, new RunId("planted"))) {
            for (HookPoint hook : new SyntheticRun(run, new SilentProgress()).execute(shape)) {
                List<Path> files = run.stage(Stages.ENCODE).orElseThrow().parts().stream()
                        .map(Part::path)
                        .filter(path -> path.startsWith("codes/" + hook + "/"))
                        .map(run.root()::resolve)
                        .toList();
                codes.add(CodesFile.read(files).codes());
                arguments.add(argument(features, files));
            }
        }
        int[] document = IntStream.range(0, rows).map(shape::document).toArray();
        String title = String.format(
                Locale.ROOT, "%d x %,d sparse features, %,d rows, %d active in each", layers, features, rows, active);
        return new CodesInput(title, codes, document, arguments);
    }

    /** Dense columns in groups of eight that share a part of their values, as the activations of prompts do. */
    static CodesInput dense(Path cache, int width, int rows) throws IOException {
        Random random = new Random(0);
        float[] values = new float[Math.multiplyExact(rows, width)];
        for (int row = 0; row < rows; row++) {
            double common = 0;
            for (int i = 0; i < width; i++) {
                common = i % 8 == 0 ? random.nextGaussian() : common;
                values[row * width + i] = (float) (common + random.nextGaussian());
            }
        }
        FullRows full = new FullRows(
                HookPoint.residPost(0),
                width,
                rows,
                (row, target, at) -> System.arraycopy(values, row * width, target, at, width));
        int[] document = IntStream.range(0, rows).toArray();
        Path file = cache.resolve("dense-" + width + "-" + rows + ".safetensors");
        CodesFile.write(file, full.all(), document);
        return new CodesInput(
                String.format(Locale.ROOT, "%,d dense features, %,d rows", width, rows),
                List.of(full),
                document,
                List.of(argument(width, List.of(file))));
    }

    private static String argument(int features, List<Path> files) {
        return features + "=" + files.stream().map(Path::toString).collect(Collectors.joining(","));
    }
}
