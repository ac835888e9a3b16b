//! Questionnaires: what expressions come to, what a form may say, what is asked when.

mod expressions;
mod forms;
mod interviews;
mod naive;
mod skipping;
