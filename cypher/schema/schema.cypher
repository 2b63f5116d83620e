// Constraints and indexes: every key is unique, features are found by run, label, layer and index
CREATE CONSTRAINT model_id IF NOT EXISTS FOR (m:Model) REQUIRE m.id IS UNIQUE;
CREATE CONSTRAINT run_id IF NOT EXISTS FOR (r:Run) REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT feature_key IF NOT EXISTS FOR (f:Feature) REQUIRE f.key IS UNIQUE;
CREATE CONSTRAINT context_id IF NOT EXISTS FOR (c:Context) REQUIRE c.id IS UNIQUE;
CREATE CONSTRAINT community_id IF NOT EXISTS FOR (c:Community) REQUIRE c.id IS UNIQUE;
CREATE CONSTRAINT explanation_id IF NOT EXISTS FOR (e:Explanation) REQUIRE e.id IS UNIQUE;
CREATE CONSTRAINT label_id IF NOT EXISTS FOR (l:Label) REQUIRE l.id IS UNIQUE;
CREATE CONSTRAINT selection_name IF NOT EXISTS FOR (s:Selection) REQUIRE (s.run, s.name) IS UNIQUE;
CREATE INDEX feature_place IF NOT EXISTS FOR (f:Feature) ON (f.run, f.layer, f.index);
CREATE INDEX feature_community IF NOT EXISTS FOR (f:Feature) ON (f.run, f.community);
CREATE INDEX community_run IF NOT EXISTS FOR (c:Community) ON (c.run, c.level);
CREATE INDEX context_run IF NOT EXISTS FOR (c:Context) ON (c.run);
CREATE INDEX explanation_run IF NOT EXISTS FOR (e:Explanation) ON (e.run);
CREATE INDEX label_run IF NOT EXISTS FOR (l:Label) ON (l.run);
CREATE INDEX correlates_strength IF NOT EXISTS FOR ()-[r:CORRELATES]-() ON (r.strength);
CREATE FULLTEXT INDEX feature_text IF NOT EXISTS FOR (f:Feature) ON EACH [f.label, f.explanations, f.topTokens];
CREATE FULLTEXT INDEX context_text IF NOT EXISTS FOR (c:Context) ON EACH [c.text];
