//! Writes the Kotlin and Swift sources that belong to the built library; `mobile/generate-bindings`
//! calls it. Knows nothing of Teren.

fn main() {
    uniffi::uniffi_bindgen_main();
}
