package dev.steergraph.ingest.load;

import dev.steergraph.core.table.EffectFile;
import dev.steergraph.core.table.EffectList;
import dev.steergraph.core.table.EffectToken;
import dev.steergraph.core.table.EffectTokenFile;
import dev.steergraph.core.table.FeatureSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Effects of every fifth feature on some others, written to files and read from them. */
final class PlantedEffects {

    static final int EVERY = 5;
    static final double STRENGTH = 0.5;

    private PlantedEffects() {}

    static MeasuredEffects of(Sample sample, long seed, String fingerprint, Path folder) {
        FeatureSpace space = sample.result().features().space();
        Random random = new Random(seed);
        List<int[]> pairs = new ArrayList<>();
        List<EffectToken> tokens = new ArrayList<>();
        for (int source = 0; source < space.size(); source += EVERY) {
            for (int target = 0; target < space.size(); target++) {
                if (target != source && random.nextInt(4) == 0) {
                    pairs.add(new int[] {source, target});
                }
            }
            tokens.add(new EffectToken(source, 1, 7, " up;" + source, 1.5));
            tokens.add(new EffectToken(source, 2, 8, "\"rises\"\n", 1));
            if (source % 2 == 0) {
                tokens.add(new EffectToken(source, -1, 9, "falls", -1));
            }
        }
        EffectList list = EffectList.ofSize(space, pairs.size());
        for (int e = 0; e < list.size(); e++) {
            list.source()[e] = pairs.get(e)[0];
            list.target()[e] = pairs.get(e)[1];
            list.effect()[e] = random.nextGaussian();
            list.se()[e] = 0.05 + random.nextDouble();
            list.documents()[e] = 10 + random.nextInt(100);
            list.r()[e] = random.nextDouble();
            list.cosine()[e] = random.nextBoolean() ? Double.NaN : random.nextDouble();
            list.strength()[e] = STRENGTH;
            list.moves()[e] = random.nextInt(2);
        }
        EffectFile.write(folder.resolve("effects.parquet"), list);
        EffectTokenFile.write(folder.resolve("tokens.parquet"), space, tokens);
        return MeasuredEffects.of(
                fingerprint,
                EffectFile.read(folder.resolve("effects.parquet"), space),
                EffectTokenFile.read(folder.resolve("tokens.parquet"), space),
                STRENGTH);
    }
}
