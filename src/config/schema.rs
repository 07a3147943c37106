//! The JSON Schema of the configuration, for editors and for those who generate configurations.

use super::file::File;

/// JSON Schema (draft 2020-12) of the configuration, made of the types that read it. What depends on several keys at once it does not say.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(File).to_value()
}
