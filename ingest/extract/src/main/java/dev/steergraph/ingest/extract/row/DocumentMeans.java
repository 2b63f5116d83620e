package dev.steergraph.ingest.extract.row;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.ingest.corpus.batch.TextPart;
import java.nio.FloatBuffer;

/** A row for each document: the mean over its tokens, special ones and outliers left out. */
public final class DocumentMeans extends HostRows {

    private final TextPart part;
    private final PartBuffers target;
    private final TokenNorms norms;
    private final OutlierLimits limits;
    private final double[][] sums;
    private final int[][] tokens;

    /** @param norms are taken of a batch before this hears of it */
    public DocumentMeans(TextPart part, PartBuffers target, TokenNorms norms, OutlierLimits limits) {
        this.part = part;
        this.target = target;
        this.norms = norms;
        this.limits = limits;
        sums = new double[limits.hooks().size()][];
        for (int hook = 0; hook < sums.length; hook++) {
            sums[hook] = new double[Math.multiplyExact(part.rows(), width(hook))];
        }
        tokens = new int[limits.hooks().size()][part.rows()];
    }

    @Override
    void put(HookPoint hook, int sequence, FloatBuffer activations, int first) {
        int at = limits.hooks().indexOf(hook);
        double[] sum = sums[at];
        int d = width(at);
        float[] token = new float[d];
        int[] document = part.sequences().get(sequence).document();
        for (int t = 0; t < document.length; t++) {
            if (document[t] >= 0 && (limits.kept() || !limits.exceeds(norms, at, sequence, t))) {
                tokens[at][(int) (document[t] - part.firstDocument())]++;
                activations.get((first + t) * d, token);
                int row = (int) (document[t] - part.firstDocument()) * d;
                for (int i = 0; i < d; i++) {
                    sum[row + i] += token[i];
                }
            }
        }
    }

    @Override
    public void finish() {
        for (int hook = 0; hook < sums.length; hook++) {
            int d = width(hook);
            FloatBuffer rows = target.of(limits.hooks().get(hook)).asFloatBuffer();
            for (int i = 0; i < sums[hook].length; i++) {
                rows.put(i, (float) (sums[hook][i] / tokens[hook][i / d]));
            }
        }
    }

    private int width(int hook) {
        return target.width(limits.hooks().get(hook));
    }

    /** Documents of the part, from 0, of which no token is left at some hook point. */
    public boolean[] empty() {
        boolean[] empty = new boolean[part.rows()];
        for (int[] counts : tokens) {
            for (int document = 0; document < counts.length; document++) {
                empty[document] |= counts[document] == 0;
            }
        }
        return empty;
    }
}
