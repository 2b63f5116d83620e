package dev.steergraph.ingest.model.config;

import dev.steergraph.core.id.HookPoint.Site;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What can be read of a model. An architecture begins with that of its kind of block and takes off what it does not have.
 *
 * @param sites which tensors
 * @param attention width of what attention's output projection reads, heads · width of a head, which {@code attn.hook_z} is;
 *     of each block, or once if it is the same in all
 */
public record ModelHooks(Set<Site> sites, List<Integer> attention) {

    public ModelHooks {
        sites = Set.copyOf(sites);
        attention = List.copyOf(attention);
    }

    /** Of blocks whose halves follow each other and begin with a norm. */
    public static ModelHooks sequential(long attention) {
        return new ModelHooks(
                EnumSet.complementOf(EnumSet.of(Site.UNNORMALIZED_RESID_POST)), List.of(Math.toIntExact(attention)));
    }

    /** Of blocks whose halves read the same stream: there is none between them. */
    public static ModelHooks parallel(long attention) {
        return sequential(attention).without(Site.RESID_MID);
    }

    /** Of blocks whose halves end with a norm, which the MLP and the residual stream both read. */
    public static ModelHooks postNorm(long attention) {
        return new ModelHooks(
                EnumSet.complementOf(EnumSet.of(Site.LN2_NORMALIZED)), List.of(Math.toIntExact(attention)));
    }

    /** The same without a tensor. */
    public ModelHooks without(Site site) {
        EnumSet<Site> left = EnumSet.copyOf(sites);
        left.remove(site);
        return new ModelHooks(left, attention);
    }

    /** The same where blocks differ. @param attention of each */
    public ModelHooks withAttention(List<Integer> attention) {
        return new ModelHooks(sites, attention);
    }

    int attention(int layer) {
        return attention.get(attention.size() == 1 ? 0 : layer);
    }
}
