"""What facts are made of, by topic; `app.case.facts.model` names them all."""
