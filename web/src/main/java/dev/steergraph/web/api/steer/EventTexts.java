package dev.steergraph.web.api.steer;

import dev.steergraph.core.id.FeatureId;
import dev.steergraph.steering.edit.Applied;
import dev.steergraph.steering.host.MovedFeature;
import dev.steergraph.steering.host.MovedToken;
import dev.steergraph.steering.host.SteeringEvent;
import dev.steergraph.web.api.run.Run;
import dev.steergraph.web.graph.Graph;
import dev.steergraph.web.http.Choice;
import java.util.List;
import java.util.Map;

/** What is sent of an event, with what the graph calls features. */
final class EventTexts {

    private final FeatureNames names;

    EventTexts(Graph graph) {
        names = new FeatureNames(graph);
    }

    /** @param steered what the model is steered with */
    Object of(Run run, SteeringEvent event, List<SteerLines.SteeredBy> steered) {
        if (event instanceof SteeringEvent.Waiting waiting) {
            return new SteerLines.Waiting(waiting.ahead());
        }
        if (event instanceof SteeringEvent.Loading loading) {
            return new SteerLines.Loading(loading.model());
        }
        if (event instanceof SteeringEvent.Started started) {
            return new SteerLines.Started(started.model(), started.promptTokens(), steered, started.notes());
        }
        if (event instanceof SteeringEvent.Token token) {
            return new SteerLines.Token(Choice.label(token.side()), token.from(), token.text());
        }
        if (event instanceof SteeringEvent.Written written) {
            return new SteerLines.Written(
                    written.unsteered(),
                    written.steered(),
                    written.applied().stream().map(EventTexts::applied).toList(),
                    written.tokensPerSecond());
        }
        return moved(run, (SteeringEvent.Moved) event);
    }

    private static SteerLines.AppliedAt applied(Applied at) {
        return new SteerLines.AppliedAt(at.hook().toString(), at.prompt(), at.generated(), at.ratio());
    }

    private SteerLines.Moved moved(Run run, SteeringEvent.Moved moved) {
        List<String> keys =
                moved.features().stream().map(feature -> key(run, feature)).toList();
        Map<String, KnownFeature> known = names.of(keys);
        return new SteerLines.Moved(
                moved.rows(),
                moved.features().stream()
                        .map(feature -> line(feature, key(run, feature), known))
                        .toList(),
                moved.places(),
                moved.raised().stream().map(EventTexts::token).toList(),
                moved.lowered().stream().map(EventTexts::token).toList());
    }

    private static SteerLines.MovedFeature line(MovedFeature feature, String key, Map<String, KnownFeature> known) {
        KnownFeature name = known.get(key);
        return new SteerLines.MovedFeature(
                key,
                feature.set().layer(),
                name == null ? null : name.site(),
                name == null ? null : name.depth(),
                feature.index(),
                feature.set().sae(),
                name == null ? null : name.label(),
                feature.before(),
                feature.after(),
                feature.sds());
    }

    private static SteerLines.MovedToken token(MovedToken token) {
        return new SteerLines.MovedToken(token.token(), token.before(), token.after());
    }

    private static String key(Run run, MovedFeature feature) {
        return run.key(
                new FeatureId(run.model(), feature.set().layer(), feature.set().sae(), feature.index()));
    }
}
